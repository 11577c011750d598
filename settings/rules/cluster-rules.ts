import type { Rule } from "../rule";
import { accessRules } from "./access";
import { addressRules } from "./addresses";
import { budgetRules } from "./budget";
import { capacityRules } from "./capacity";
import { capacitySumRules } from "./capacity-sums";
import { cidrRules } from "./cidrs";
import { endpointRules } from "./endpoint";
import { idleNodeRules } from "./idle-nodes";
import { imageRules } from "./images";
import { kafkaNodeRules } from "./kafka-nodes";
import { monitoringRules } from "./monitoring";
import { networkRules } from "./network";
import { nodeGroupRules } from "./node-groups";
import { nodeImageRules } from "./node-images";
import { nodeLabelRules } from "./node-labels";
import { nodeSizeRules } from "./node-sizes";
import { nodeUseRules } from "./node-use";
import { permissionRules } from "./permissions";
import { placementRules } from "./placement";
import { productionRules } from "./production";
import { resourceRules } from "./resources";
import { secretRules } from "./secrets";
import { subnetRangeRules } from "./subnet-ranges";
import { versionRules } from "./versions";
import { warmPoolRules } from "./warm-pools";
import { writablePathRules } from "./writable-paths";
import { zoneRules } from "./zones";

/** Rules about the cluster, its nodes and what runs on them. */
export const clusterRules: readonly Rule[] = [
  ...versionRules,
  ...zoneRules,
  ...cidrRules,
  ...subnetRangeRules,
  ...networkRules,
  ...endpointRules,
  ...accessRules,
  ...nodeGroupRules,
  ...nodeImageRules,
  ...nodeSizeRules,
  ...nodeLabelRules,
  ...warmPoolRules,
  ...nodeUseRules,
  ...capacityRules,
  ...capacitySumRules,
  ...idleNodeRules,
  ...kafkaNodeRules,
  ...addressRules,
  ...resourceRules,
  ...writablePathRules,
  ...placementRules,
  ...imageRules,
  ...secretRules,
  ...permissionRules,
  ...monitoringRules,
  ...budgetRules,
  ...productionRules,
];
