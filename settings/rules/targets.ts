import type { Rule } from "../rule";
import { servicesOf } from "../triggers";
import type { ServiceSettings } from "../generated/settings";

function target({ name, namespace, scaling }: ServiceSettings<unknown>): string {
  const { kind, name: of } = scaling.scaleTargetRef ?? { kind: "Deployment", name };
  return `${namespace}/${kind}/${of}`;
}

function hpaName({ name, scaling }: ServiceSettings<unknown>): string {
  return scaling.advanced.horizontalPodAutoscalerConfig.name ?? `keda-hpa-${name}`;
}

/** What is scaled, and by whom. */
export const targetRules: readonly Rule[] = [
  {
    id: "service/nothing-to-scale",
    severity: "error",
    because: "there is neither an image to run nor something that exists to scale",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        if (service.image !== undefined || service.scaling.scaleTargetRef !== undefined) continue;
        yield {
          path: `${path}.image`,
          expected: "an image, or scaling.scaleTargetRef",
          got: "neither",
          fix: "add one",
        };
      }
    },
  },
  {
    id: "service/image-is-not-scaled",
    severity: "error",
    because: "the platform would run the image at one replica for ever and scale something else",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const ref = service.scaling.scaleTargetRef;
        if (service.image === undefined || ref === undefined) continue;
        const own =
          ref.name === service.name && ref.kind === "Deployment" && ref.apiVersion === "apps/v1";
        if (own) continue;
        yield {
          path: `${path}.scaling.scaleTargetRef`,
          expected: `nothing, or the apps/v1 Deployment "${service.name}" that the image runs in`,
          got: `${ref.apiVersion} ${ref.kind} "${ref.name}"`,
          fix: "remove scaleTargetRef, or remove image",
        };
      }
    },
  },
  {
    id: "service/keys-of-a-pod",
    severity: "warning",
    because: "without an image the platform makes no pod, so that these keys have no effect",
    *check(context) {
      for (const { service, given, path } of servicesOf(context)) {
        if (service.image !== undefined) continue;
        const idle = [
          ...(given.command === undefined ? [] : ["command"]),
          ...(given.args === undefined ? [] : ["args"]),
          ...(given.port === undefined ? [] : ["port"]),
          ...(["secretEnv", "secretFiles", "writablePaths"] as const).filter(
            (key) => service[key].length > 0,
          ),
          ...(Object.keys(service.env).length > 0 ? ["env"] : []),
        ];
        for (const key of idle) {
          yield {
            path: `${path}.${key}`,
            expected: "an image beside it",
            got: "a service that somebody else runs",
            fix: "add the image, or remove the key",
          };
        }
      }
    },
  },
  {
    id: "service/duplicate-name",
    severity: "error",
    because: "everything of a service is named after it: the second would overwrite the first",
    *check(context) {
      const names = context.settings.services.map(({ name }) => name);
      for (const [i, name] of names.entries()) {
        if (names.indexOf(name) === i) continue;
        yield {
          path: `services[${i}].name`,
          expected: "a name that no other service has",
          got: `${JSON.stringify(name)}, the name of services[${names.indexOf(name)}]`,
          fix: "rename one",
        };
      }
    },
  },
  {
    id: "scaling/same-target",
    severity: "error",
    because:
      "two ScaledObjects on one target fight; KEDA's webhook refuses the second (verifyScaledObjects)",
    *check(context) {
      const targets = context.settings.services.map(target);
      for (const [i, of] of targets.entries()) {
        const first = targets.indexOf(of);
        // Equal names are said already.
        if (
          first === i ||
          context.settings.services[first]?.name === context.settings.services[i]?.name
        )
          continue;
        yield {
          path: `services[${i}].scaling.scaleTargetRef`,
          expected: "a target that no other service scales",
          got: `${of}, which services[${first}] scales`,
          fix: "put the triggers of both into one service",
        };
      }
    },
  },
  {
    id: "scaling/same-hpa",
    severity: "error",
    because:
      "two ScaledObjects with one HPA name overwrite each other; KEDA's webhook refuses the second",
    *check(context) {
      const names = context.settings.services.map(
        (service) => `${service.namespace}/${hpaName(service)}`,
      );
      for (const [i, name] of names.entries()) {
        const first = names.indexOf(name);
        if (
          first === i ||
          context.settings.services[first]?.name === context.settings.services[i]?.name
        )
          continue;
        yield {
          path: `services[${i}].scaling.advanced.horizontalPodAutoscalerConfig.name`,
          expected: "a name that no other HPA of the namespace has",
          got: JSON.stringify(name),
          fix: "remove it to get keda-hpa-<service>",
        };
      }
    },
  },
];
