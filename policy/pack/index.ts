import { PolicyPack } from "@pulumi/policy";
import { packPolicies } from "./policies";

// The constructor starts a server, which is why nothing else may import this file.
new PolicyPack("chatbot-autoscaling-platform", { policies: packPolicies });
