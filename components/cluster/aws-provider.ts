import type { EksSettings } from "../../settings/generated/settings";

/** Inputs of the `aws` provider of a platform: the wrong account is refused before anything is created. */
export function awsProviderInputs({ region, accountId, tags }: EksSettings<unknown>) {
  return {
    region,
    ...(accountId === undefined ? {} : { allowedAccountIds: [accountId] }),
    ...(Object.keys(tags).length === 0 ? {} : { defaultTags: { tags } }),
  };
}
