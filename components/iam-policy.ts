/** An IAM policy document as plain data. Resources and conditions may be wires, so that a policy can name what is not made yet. */
export interface PolicyDocument<W = string> {
  Version: "2012-10-17";
  Statement: Statement<W>[];
}

/** One statement of an IAM policy. */
export interface Statement<W = string> {
  /** Letters and digits that read as a sentence: the first thing that a reviewer sees, and what CloudTrail shows. */
  Sid: string;
  Effect: "Allow" | "Deny";
  /** Only in trust and resource policies. */
  Principal?: Principal;
  Action: string[];
  /** Left out in trust policies, where it is the role itself. */
  Resource?: (W | string)[];
  /** Operator, then key, then value. */
  Condition?: Condition<W>;
}

/** Conditions of a statement: operator, then key, then value. */
export type Condition<W = string> = Record<string, Record<string, W | string | (W | string)[]>>;

/** Who may act. */
export interface Principal {
  /** Service names, such as `pods.eks.amazonaws.com`. */
  Service?: string;
  /** ARNs of accounts or roles. */
  AWS?: string;
}

/** A policy of these statements, in the only current version of the policy language. */
export function policyDocument<W = string>(...statements: Statement<W>[]): PolicyDocument<W> {
  return { Version: "2012-10-17", Statement: statements };
}
