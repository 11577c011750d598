import * as grpc from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { write, type Properties } from "./wire";

/**
 * Something was made and is not what it should be yet: a node group that is still CREATING when the provider's patience ends,
 * a release whose pods do not start. The engine puts it into the state with the reason, and has it updated the next time.
 */
export class Unfinished extends Error {
  constructor(
    readonly id: string,
    readonly properties: Properties,
    reason: string,
  ) {
    super(reason);
  }
}

/** An error as gRPC carries it; what is unfinished goes along in its details. */
export function answerOf(error: Error): Partial<grpc.StatusObject> {
  const code = grpc.status.UNKNOWN;
  if (!(error instanceof Unfinished)) return { code, details: error.message };
  const failed = new ErrorResourceInitFailed();
  failed.setId(error.id);
  failed.setProperties(write(error.properties));
  failed.setReasonsList([error.message]);
  const detail = new Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status();
  status.setCode(code);
  status.setMessage(error.message);
  status.addDetails(detail);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return { code, details: error.message, metadata };
}
