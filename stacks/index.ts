import * as pulumi from "@pulumi/pulumi";
import { ChatbotAutoscalingPlatform } from "../components/platform/platform";
import { settleOrStop } from "../components/settle";
import type { PlatformArgs } from "../settings/args/platform";
import { platformConfig } from "../settings/config";
import { SettingsError } from "../settings/finding";

/** Config of the stack -> platform -> outputs. The door stands in the platform's constructor. */
export = async () => {
  const config = new pulumi.Config();
  const values = Object.fromEntries(
    Object.keys(pulumi.runtime.allConfig())
      .filter((key) => key.includes(":"))
      .map((key) => [
        key,
        key.startsWith(`${config.name}:`)
          ? config.getObject(key.slice(config.name.length + 1))
          : "",
      ]),
  );
  const { args, findings } = platformConfig(values, config.name);
  settleOrStop(() => {
    if (findings.length > 0) throw new SettingsError(findings);
  });

  const platform = new ChatbotAutoscalingPlatform("chatbot", args as unknown as PlatformArgs);
  return {
    kubeconfig: platform.kubeconfig,
    clusterName: platform.clusterName,
    bootstrapServers: platform.bootstrapServers,
    services: platform.services,
  };
};
