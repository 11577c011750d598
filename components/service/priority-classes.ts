/** PriorityClasses of the services, between the platform's own pods (`system-cluster-critical`) and headroom (-10). */
export function priorityClassManifests(platform: string) {
  return {
    realtime: priorityClass(`${platform}-realtime`, 100_000, "Somebody waits for the answer."),
    batch: priorityClass(`${platform}-batch`, 1_000, "May wait while realtime services start."),
  };
}

/**
 * Both lie above pods without a class (0), and none is the default: pods that others bring keep what they have. Both may
 * push headroom aside, which is there for that.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
 */
function priorityClass(name: string, value: number, description: string) {
  return {
    metadata: {
      name,
      labels: {
        "app.kubernetes.io/part-of": "chatbot-platform",
        "app.kubernetes.io/managed-by": "pulumi",
      },
    },
    value,
    preemptionPolicy: "PreemptLowerPriority",
    description,
  };
}
