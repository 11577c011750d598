const platformType = "chatbot-autoscaling-platform:index:ChatbotAutoscalingPlatform";
const serviceType = "chatbot-autoscaling-platform:index:ScaledService";

/** A registered resource, as far as it tells what a person wrote. */
export interface Registered {
  type: string;
  /** URN of the parent; empty for the stack. */
  parent: string;
  inputs: Record<string, unknown>;
}

/** What a person wrote about a platform, or about a service alone, which is a platform of one; empty for other resources. */
export function writtenArgs({ type, parent, inputs }: Registered): unknown[] {
  if (type === platformType) return [inputs];
  if (type !== serviceType || parent.includes(platformType)) return [];
  const { service, kafka, nodes, monitoring, environment, silence } = inputs;
  const services = [service];
  const cluster = { existing: {} };
  return [{ cluster, services, kafka, nodes, monitoring, environment, silence }];
}
