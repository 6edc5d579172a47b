import { identifier, type ResourceDefinition, type ServiceDefinition } from "../src/resource/definition.ts";

/** A part of a bucket's configuration: one operation gets it, one puts it, often one deletes it. */
function ofBucket(shape: string, load: string, actions: Readonly<Record<string, string>>): ResourceDefinition {
  return {
    identifiers: { bucketName: "Bucket" },
    shape,
    load: { call: load },
    actions,
    has: { Bucket: "Bucket" },
  };
}

export const s3: ServiceDefinition = {
  actions: { createBucket: { call: "CreateBucket", one: "Bucket" } },
  collections: { buckets: { call: "ListBuckets", each: "Bucket", path: "Buckets[]" } },
  resources: {
    Bucket: {
      identifiers: { name: ["Bucket", "Name"] },
      shape: "Bucket",
      // The listing's first need not be it; `src/services/s3/resources.ts` finds it.
      load: { call: "ListBuckets", with: { Prefix: identifier("name") }, path: "Buckets[0]" },
      actions: {
        create: "CreateBucket",
        delete: "DeleteBucket",
        deleteObjects: "DeleteObjects",
        putObject: { call: "PutObject", one: "Object" },
      },
      waiters: { exists: "BucketExists", notExists: "BucketNotExists" },
      has: {
        Acl: "BucketAcl",
        Cors: "BucketCors",
        Lifecycle: "BucketLifecycle",
        LifecycleConfiguration: "BucketLifecycleConfiguration",
        Logging: "BucketLogging",
        Notification: "BucketNotification",
        Object: "Object",
        Policy: "BucketPolicy",
        RequestPayment: "BucketRequestPayment",
        Tagging: "BucketTagging",
        Versioning: "BucketVersioning",
        Website: "BucketWebsite",
      },
      collections: {
        multipartUploads: { call: "ListMultipartUploads", each: "MultipartUpload", path: "Uploads[]" },
        objectVersions: {
          call: "ListObjectVersions",
          each: "ObjectVersion",
          path: ["Versions[]", "DeleteMarkers[]"],
          also: { commonPrefixes: { path: "CommonPrefixes[].Prefix", with: { Delimiter: "/" } } },
        },
        objects: {
          call: "ListObjectsV2",
          each: "ObjectSummary",
          path: "Contents[]",
          also: { commonPrefixes: { path: "CommonPrefixes[].Prefix", with: { Delimiter: "/" } } },
        },
      },
    },
    BucketAcl: ofBucket("GetBucketAclOutput", "GetBucketAcl", { put: "PutBucketAcl" }),
    BucketCors: ofBucket("GetBucketCorsOutput", "GetBucketCors", { delete: "DeleteBucketCors", put: "PutBucketCors" }),
    BucketLifecycle: ofBucket("GetBucketLifecycleOutput", "GetBucketLifecycle", {
      delete: "DeleteBucketLifecycle",
      put: "PutBucketLifecycle",
    }),
    BucketLifecycleConfiguration: ofBucket("GetBucketLifecycleConfigurationOutput", "GetBucketLifecycleConfiguration", {
      delete: "DeleteBucketLifecycle",
      put: "PutBucketLifecycleConfiguration",
    }),
    BucketLogging: ofBucket("GetBucketLoggingOutput", "GetBucketLogging", { put: "PutBucketLogging" }),
    BucketNotification: ofBucket("NotificationConfiguration", "GetBucketNotificationConfiguration", {
      put: "PutBucketNotificationConfiguration",
    }),
    BucketPolicy: ofBucket("GetBucketPolicyOutput", "GetBucketPolicy", {
      delete: "DeleteBucketPolicy",
      put: "PutBucketPolicy",
    }),
    BucketRequestPayment: ofBucket("GetBucketRequestPaymentOutput", "GetBucketRequestPayment", {
      put: "PutBucketRequestPayment",
    }),
    BucketTagging: ofBucket("GetBucketTaggingOutput", "GetBucketTagging", {
      delete: "DeleteBucketTagging",
      put: "PutBucketTagging",
    }),
    BucketVersioning: {
      ...ofBucket("GetBucketVersioningOutput", "GetBucketVersioning", {}),
      actions: {
        enable: { call: "PutBucketVersioning", with: { VersioningConfiguration: { Status: "Enabled" } } },
        put: "PutBucketVersioning",
        suspend: { call: "PutBucketVersioning", with: { VersioningConfiguration: { Status: "Suspended" } } },
      },
    },
    BucketWebsite: ofBucket("GetBucketWebsiteOutput", "GetBucketWebsite", {
      delete: "DeleteBucketWebsite",
      put: "PutBucketWebsite",
    }),
    MultipartUpload: {
      identifiers: { bucketName: "Bucket", objectKey: "Key", id: "UploadId" },
      shape: "MultipartUpload",
      actions: {
        abort: "AbortMultipartUpload",
        complete: { call: "CompleteMultipartUpload", one: "Object" },
      },
      has: { Object: "Object", Part: "MultipartUploadPart" },
      collections: { parts: { call: "ListParts", each: "MultipartUploadPart", path: "Parts[]" } },
    },
    MultipartUploadPart: {
      identifiers: { bucketName: "Bucket", objectKey: "Key", multipartUploadId: "UploadId", partNumber: "PartNumber" },
      shape: "Part",
      actions: { copyFrom: "UploadPartCopy", upload: "UploadPart" },
      has: { MultipartUpload: "MultipartUpload" },
    },
    Object: {
      identifiers: { bucketName: "Bucket", key: "Key" },
      shape: "HeadObjectOutput",
      load: { call: "HeadObject", as: "Object" },
      actions: {
        copyFrom: "CopyObject",
        delete: "DeleteObject",
        get: "GetObject",
        initiateMultipartUpload: { call: "CreateMultipartUpload", one: "MultipartUpload" },
        put: "PutObject",
        restoreObject: "RestoreObject",
      },
      batch: {
        delete: {
          call: "DeleteObjects",
          with: { Delete: { Objects: [{ Key: identifier("key") }] } },
          limit: 1000,
          failed: "Errors[]",
        },
      },
      waiters: { exists: "ObjectExists", notExists: "ObjectNotExists" },
      has: { Acl: "ObjectAcl", Bucket: "Bucket", MultipartUpload: "MultipartUpload", Version: "ObjectVersion" },
    },
    ObjectAcl: {
      identifiers: { bucketName: "Bucket", objectKey: "Key" },
      shape: "GetObjectAclOutput",
      load: { call: "GetObjectAcl" },
      actions: { put: "PutObjectAcl" },
      has: { Object: "Object" },
    },
    /** An object as a listing knows it; it can do whatever an object can, and loads as one. */
    ObjectSummary: {
      extends: "Object",
      shape: "Object",
      has: {
        Acl: "ObjectAcl",
        Bucket: "Bucket",
        MultipartUpload: "MultipartUpload",
        Object: "Object",
        Version: "ObjectVersion",
      },
    },
    ObjectVersion: {
      identifiers: { bucketName: "Bucket", objectKey: "Key", id: "VersionId" },
      shape: "ObjectVersion",
      actions: { delete: "DeleteObject", get: "GetObject", head: "HeadObject" },
      batch: {
        delete: {
          call: "DeleteObjects",
          with: { Delete: { Objects: [{ Key: identifier("objectKey"), VersionId: identifier("id") }] } },
          limit: 1000,
          failed: "Errors[]",
        },
      },
      has: { Object: "Object" },
    },
  },
};
