/** What one replica asks for, as Kubernetes quantities. */
export interface ResourcesArgs {
  /**
   * CPU request.
   * @default "250m"
   * @pattern ^[0-9]+(\.[0-9]+)?m?$
   */
  cpu?: string;
  /**
   * CPU limit; none by default, because a limit throttles while the node is idle.
   * @pattern ^[0-9]+(\.[0-9]+)?m?$
   */
  cpuLimit?: string;
  /**
   * Memory request.
   * @default "256Mi"
   * @pattern ^[0-9]+(\.[0-9]+)?(Ki|Mi|Gi|Ti|k|M|G|T)?$
   */
  memory?: string;
  /**
   * Memory limit.
   * @derived the memory request, so that a node is never over-committed
   * @pattern ^[0-9]+(\.[0-9]+)?(Ki|Mi|Gi|Ti|k|M|G|T)?$
   */
  memoryLimit?: string;
  /**
   * Ephemeral storage, requested and limited.
   * @derived 1Gi for logs + the writable paths on disk, because the kubelet evicts what writes more
   * @pattern ^[0-9]+(\.[0-9]+)?(Ki|Mi|Gi|Ti|k|M|G|T)?$
   */
  ephemeralStorage?: string;
  /**
   * NVIDIA GPUs.
   * @default 0
   * @asType integer
   * @minimum 0
   * @maximum 16
   */
  gpus?: number;
}

/** An environment variable from a Secret. */
export interface SecretEnvArgs {
  /**
   * Name of the variable.
   * @pattern ^[A-Za-z_][A-Za-z0-9_]*$
   * @maxLength 200
   */
  name: string;
  /**
   * Name of the Secret.
   * @pattern ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$
   * @maxLength 253
   */
  secret: string;
  /**
   * Key in the Secret.
   * @pattern ^[-._a-zA-Z0-9]+$
   * @maxLength 253
   */
  key: string;
}

/** A Secret as files. */
export interface SecretFilesArgs {
  /**
   * Name of the Secret.
   * @pattern ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$
   * @maxLength 253
   */
  secret: string;
  /**
   * Folder in the container.
   * @pattern ^/[^:]+$
   * @maxLength 1000
   */
  path: string;
}

/** A path that the container may write to. */
export interface WritablePathArgs {
  /**
   * Folder in the container.
   * @pattern ^/[^:]+$
   * @maxLength 1000
   */
  path: string;
  /**
   * Most that it may hold.
   * @default "256Mi"
   * @pattern ^[0-9]+(\.[0-9]+)?(Ki|Mi|Gi|Ti|k|M|G|T)?$
   */
  sizeLimit?: string;
  /**
   * Hold it in memory, counted against the memory limit.
   * @default false
   */
  memory?: boolean;
}

/** How Kubernetes sees that a replica has started, is ready and is alive. Services without a port need commands. */
export interface ProbesArgs {
  /**
   * HTTP path that answers when the application has started.
   * @default "/healthz"
   * @pattern ^/.*$
   * @maxLength 500
   */
  startupPath?: string;
  /**
   * HTTP path that answers while the application can take work.
   * @default "/readyz"
   * @pattern ^/.*$
   * @maxLength 500
   */
  readinessPath?: string;
  /**
   * HTTP path that answers while the application is alive.
   * @default "/healthz"
   * @pattern ^/.*$
   * @maxLength 500
   */
  livenessPath?: string;
  /**
   * Command that succeeds while a worker without a port is alive.
   * @minItems 1
   * @maxItems 50
   */
  command?: string[];
  /**
   * Seconds that the application may take to start, at least capacity.startupSeconds.
   * @derived twice capacity.startupSeconds, at least 60
   * @asType integer
   * @minimum 1
   * @maximum 7200
   */
  startupTimeoutSeconds?: number;
}
