import type {
  KafkaSettings,
  MonitoringSettings,
  NodesSettings,
} from "../../settings/generated/settings";
import type { KafkaConnection } from "./kafka-connection";

/** What a service learns from the rest of the platform; all of it may be missing on a cluster that somebody else runs. */
export interface Surroundings<W> {
  kafka?: KafkaSettings<W>;
  connection?: KafkaConnection<W>;
  nodes?: NodesSettings;
  monitoring?: MonitoringSettings;
  priorityClassName?: W;
}
