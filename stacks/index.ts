import * as pulumi from "@pulumi/pulumi";
import { ChatbotAutoscalingPlatform } from "../components/platform/platform";
import { settleOrStop } from "../components/settle";
import type { PlatformArgs } from "../settings/args/platform";
import { configValues, platformConfig } from "../settings/config";
import { SettingsError } from "../settings/finding";
import { sealedWires, secretConfigKeys } from "../settings/secret-config";

/** Config of the stack -> platform -> outputs. The door stands in the platform's constructor. */
export = async () => {
  const project = pulumi.getProject();
  const values = configValues(pulumi.runtime.allConfig());
  const { args: written, findings } = platformConfig(values, project);
  settleOrStop(() => {
    if (findings.length > 0) throw new SettingsError(findings);
  });

  // What `pulumi config set --secret` encrypts stays so in the state.
  const secretKeys = secretConfigKeys(process.env["PULUMI_CONFIG_SECRET_KEYS"], project);
  const args = sealedWires(written, secretKeys, pulumi.secret);

  const platform = new ChatbotAutoscalingPlatform("chatbot", args as unknown as PlatformArgs);
  return {
    kubeconfig: platform.kubeconfig,
    clusterName: platform.clusterName,
    bootstrapServers: platform.bootstrapServers,
    serviceUrls: platform.serviceUrls,
  };
};
