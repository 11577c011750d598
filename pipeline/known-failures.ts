/** A failure that people meet, and the way out. */
export interface KnownFailure {
  rule: string;
  pattern: RegExp;
  expected: string;
  fix: string;
}

/** Failures by what providers and the engine print. The first that fits is taken. */
export const knownFailures: readonly KnownFailure[] = [
  {
    rule: "failure/passphrase",
    pattern: /incorrect passphrase|passphrase must be set/i,
    expected: "the passphrase that the stack was made with",
    fix: "set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to it",
  },
  {
    rule: "failure/killed",
    pattern: /Command was killed with SIG(?:KILL|TERM)/,
    expected: "an engine that comes to its end",
    fix: "pulumi cancel --yes takes its lock away; run again, and what it left unfinished is recovered or named",
  },
  {
    rule: "failure/settings",
    pattern: /^(error: )?cannot use these settings:/,
    expected: "settings that can work",
    fix: "correct each line; chatbot-platform check shows them without an engine",
  },
  {
    rule: "failure/plugin",
    pattern: /no resource plugin|could not (?:find|load) plugin|failed to load plugin/i,
    expected: "the provider's plugin",
    fix: "pulumi install in the program's folder, or pulumi plugin install resource <name> <version>",
  },
  {
    rule: "failure/protected",
    pattern:
      /(?:is|as it is) (?:currently marked for protection|protected)|cannot be deleted.*protect/is,
    expected: "a resource that may go",
    fix: "keep it, or take the protection off by hand: pulumi state unprotect '<urn>'",
  },
  {
    rule: "failure/unreachable",
    pattern: /configured Kubernetes cluster is unreachable/i,
    expected: "a cluster that answers",
    fix: "reach it, or where it is gone for good set PULUMI_K8S_DELETE_UNREACHABLE=true and run pulumi refresh",
  },
  {
    rule: "failure/release-name",
    pattern: /cannot re-use a name that is still in use|another operation .* is in progress/i,
    expected: "a Helm release without history of a killed run",
    fix: "helm -n <namespace> history <release>, then helm rollback or helm uninstall it, and run again",
  },
  {
    rule: "failure/exists",
    pattern: /already exists|AlreadyExistsException|ResourceInUseException|EntityAlreadyExists/,
    expected: "a name that is free",
    fix: "adopt what is there: pulumi import '<type>' '<name>' <id>, or give it another name",
  },
  {
    rule: "failure/credentials",
    pattern:
      /ExpiredToken|InvalidClientTokenId|No valid credential sources|Unauthorized\b|AccessDenied/,
    expected: "credentials that the provider accepts",
    fix: "renew them, or give the pipeline's role what the message names",
  },
  {
    rule: "failure/throttled",
    pattern: /Throttling|TooManyRequests|rate exceeded/i,
    expected: "an answer within the provider's limits",
    fix: "run again: what was done is in the state",
  },
  {
    rule: "failure/network-in-use",
    pattern: /DependencyViolation/,
    expected: "a network that nothing stands in",
    fix: "delete load balancers and network interfaces that controllers left in the VPC, and run again",
  },
];
