/** What is lost with a resource of each type that holds data, or without which data cannot be read. */
const holders: Readonly<Record<string, string>> = {
  "eks:index:Cluster": "the cluster and everything in it",
  "aws:eks/cluster:Cluster": "the cluster and everything in it",
  "aws:kms/key:Key": "everything that is encrypted with the key",
  "aws:ebs/volume:Volume": "the volume",
  "aws:efs/fileSystem:FileSystem": "the file system",
  "aws:s3/bucket:Bucket": "the bucket's objects",
  "aws:s3/bucketV2:BucketV2": "the bucket's objects",
  "aws:rds/instance:Instance": "the database",
  "aws:rds/cluster:Cluster": "the database",
  "aws:dynamodb/table:Table": "the table's items",
  "aws:msk/cluster:Cluster": "every topic of the cluster",
  "aws:msk/serverlessCluster:ServerlessCluster": "every topic of the cluster",
  "kafka:index/topic:Topic": "the topic's messages",
  "kubernetes:core/v1:Namespace": "everything in the namespace, claims of volumes included",
  "kubernetes:core/v1:PersistentVolume": "the volume",
  "kubernetes:core/v1:PersistentVolumeClaim": "the volume",
  "kubernetes:apps/v1:StatefulSet": "the members that know their volumes",
  "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition": "every object of the kind",
};

/** Groups of Strimzi's kinds, by the kind alone: their versions change. */
const strimzi: Readonly<Record<string, string>> = {
  Kafka: "Kafka with every topic",
  KafkaNodePool: "the brokers that know their volumes",
  KafkaTopic: "the topic's messages",
};

/** What is lost when a resource of this type goes; undefined where nothing is that another `up` does not bring back. */
export function dataHeldBy(type: string): string | undefined {
  const kind = /^kubernetes:kafka\.strimzi\.io\/v\w+:(\w+)$/.exec(type)?.[1];
  return kind === undefined ? holders[type] : strimzi[kind];
}
