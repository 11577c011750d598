export { ChatbotAutoscalingPlatform } from "./components/platform/platform";
export { ScaledService } from "./components/service/scaled-service";
export { KedaInstallation } from "./components/keda/keda-installation";
export { PriorityTiers } from "./components/service/priority-tiers";
export { ServiceNamespace } from "./components/service/service-namespace";
