export { ChatbotAutoscalingPlatform } from "./components/platform/platform";
export { ScaledService } from "./components/service/scaled-service";
