/** AWS account of made-up ARNs: the one that AWS' own documentation uses. */
const account = "111122223333";

/** What a provider would add to a resource's inputs, made up from its type and name, the same in every run. */
export function syntheticOutputs(
  type: string,
  name: string,
  inputs: object,
): { id: string; state: Record<string, unknown> } {
  const add = outputs[type] ?? (() => ({}));
  return {
    id: `${name}-id`,
    state: { ...inputs, ...add(name, inputs as Record<string, unknown>) },
  };
}

type Outputs = (name: string, inputs: Record<string, unknown>) => Record<string, unknown>;

const role: Outputs = (name) => ({ arn: `arn:aws:iam::${account}:role/${name}`, name });

const outputs: Readonly<Record<string, Outputs>> = {
  "aws:iam/role:Role": role,
  "random:index/randomPassword:RandomPassword": (name) => ({ result: `<password of ${name}>` }),
};
