import { changedArgs, changedProduction, type LooseArgs } from "../../support/base-args";
import { error, warning, type BadCase } from "./bad-config-case";

const withStack =
  (stack: LooseArgs, change: (args: LooseArgs) => unknown = () => undefined) =>
  (): LooseArgs =>
    changedArgs((args) => {
      args.monitoring = { stack };
      change(args);
    });

/** Mistakes about Prometheus. */
export const cases: readonly BadCase[] = [
  error("MON-01 two of them", "shape/several-alternatives", () =>
    changedArgs((args) => {
      args.monitoring = { prometheus: { serverAddress: "http://p:9090" }, stack: {} };
    }),
  ),
  warning(
    "MON-02 without Kafka",
    "monitoring/counts-no-arrivals",
    withStack({}, (args) => {
      delete args.kafka;
      args.services = [{ ...args.services[0], produces: [] }];
    }),
  ),
  warning(
    "MON-02 with a Kafka of others",
    "monitoring/counts-no-arrivals",
    withStack({}, (args) => {
      delete args.kafka.strimzi;
      args.kafka.external = {
        bootstrapServers: "kafka.acme.example:9093",
        cidrs: ["10.9.0.0/16"],
      };
    }),
  ),
  warning(
    "MON-03 a volume that holds less than the days",
    "monitoring/short-storage",
    withStack({ retentionDays: 400, storageGiB: 5 }),
  ),
  error(
    "MON-04 KEDA's namespace",
    "monitoring/namespace-of-others",
    withStack({ namespace: "keda" }),
  ),
  error(
    "MON-04 Kafka's namespace",
    "monitoring/namespace-of-others",
    withStack({ namespace: "kafka" }),
  ),
  error(
    "MON-04 a namespace of the cluster",
    "monitoring/namespace-of-others",
    withStack({ namespace: "kube-system" }),
  ),
  error(
    "MON-04 a service in it",
    "name/namespace-of-others",
    withStack({}, (args) => (args.services[1].namespace = "monitoring")),
  ),
  warning("MON-05", "production/no-arrival-rates", () =>
    changedProduction((args) => (args.monitoring = {})),
  ),
  error("MON-06", "shape/minimum", withStack({ retentionDays: 0 })),
];
