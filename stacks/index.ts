import * as pulumi from "@pulumi/pulumi";
import { ChatbotAutoscalingPlatform } from "../components/platform/platform";
import { settleOrStop } from "../components/settle";
import type { PlatformArgs } from "../settings/args/platform";
import { configValues, platformConfig } from "../settings/config";
import { SettingsError } from "../settings/finding";

/** Config of the stack -> platform -> outputs. The door stands in the platform's constructor. */
export = async () => {
  const values = configValues(pulumi.runtime.allConfig());
  const { args, findings } = platformConfig(values, pulumi.getProject());
  settleOrStop(() => {
    if (findings.length > 0) throw new SettingsError(findings);
  });

  const platform = new ChatbotAutoscalingPlatform("chatbot", args as unknown as PlatformArgs);
  return {
    kubeconfig: platform.kubeconfig,
    clusterName: platform.clusterName,
    bootstrapServers: platform.bootstrapServers,
    serviceUrls: platform.serviceUrls,
  };
};
