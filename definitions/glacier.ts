import { identifier, type ServiceDefinition } from "../src/resource/definition.ts";

export const glacier: ServiceDefinition = {
  actions: { createVault: { call: "CreateVault", with: { accountId: "-" }, one: "Vault" } },
  collections: { vaults: { call: "ListVaults", with: { accountId: "-" }, each: "Vault", path: "VaultList[]" } },
  resources: {
    Account: {
      identifiers: { id: "accountId" },
      actions: { createVault: { call: "CreateVault", one: "Vault" } },
      has: { Vault: "Vault" },
      collections: { vaults: { call: "ListVaults", each: "Vault", path: "VaultList[]" } },
    },
    Archive: {
      identifiers: { accountId: "accountId", vaultName: "vaultName", id: "archiveId" },
      actions: {
        delete: "DeleteArchive",
        initiateArchiveRetrieval: {
          call: "InitiateJob",
          with: { jobParameters: { Type: "archive-retrieval", ArchiveId: identifier("id") } },
          one: "Job",
        },
      },
      has: { Vault: "Vault" },
    },
    Job: {
      identifiers: { accountId: "accountId", vaultName: "vaultName", id: ["jobId", "JobId"] },
      shape: "GlacierJobDescription",
      load: { call: "DescribeJob" },
      actions: { getOutput: "GetJobOutput" },
      has: { Vault: "Vault" },
    },
    MultipartUpload: {
      identifiers: { accountId: "accountId", vaultName: "vaultName", id: ["uploadId", "MultipartUploadId"] },
      shape: "UploadListElement",
      actions: {
        abort: "AbortMultipartUpload",
        complete: "CompleteMultipartUpload",
        parts: "ListParts",
        uploadPart: "UploadMultipartPart",
      },
      has: { Vault: "Vault" },
    },
    Notification: {
      identifiers: { accountId: "accountId", vaultName: "vaultName" },
      shape: "VaultNotificationConfig",
      load: { call: "GetVaultNotifications", path: "vaultNotificationConfig" },
      actions: { delete: "DeleteVaultNotifications", set: "SetVaultNotifications" },
      has: { Vault: "Vault" },
    },
    Vault: {
      identifiers: { accountId: "accountId", name: ["vaultName", "VaultName"] },
      shape: "DescribeVaultOutput",
      load: { call: "DescribeVault" },
      actions: {
        create: "CreateVault",
        delete: "DeleteVault",
        initiateInventoryRetrieval: {
          call: "InitiateJob",
          with: { jobParameters: { Type: "inventory-retrieval" } },
          one: "Job",
        },
        initiateMultipartUpload: { call: "InitiateMultipartUpload", one: "MultipartUpload" },
        uploadArchive: { call: "UploadArchive", one: "Archive" },
      },
      has: {
        Account: "Account",
        Archive: "Archive",
        Job: "Job",
        MultipartUpload: "MultipartUpload",
        Notification: "Notification",
      },
      collections: {
        completedJobs: { call: "ListJobs", with: { completed: "true" }, each: "Job", path: "JobList[]" },
        failedJobs: { call: "ListJobs", with: { statuscode: "Failed" }, each: "Job", path: "JobList[]" },
        jobs: { call: "ListJobs", each: "Job", path: "JobList[]" },
        jobsInProgress: { call: "ListJobs", with: { statuscode: "InProgress" }, each: "Job", path: "JobList[]" },
        // The spelling is boto3's, which has both.
        multipartUplaods: { call: "ListMultipartUploads", each: "MultipartUpload", path: "UploadsList[]" },
        multipartUploads: { call: "ListMultipartUploads", each: "MultipartUpload", path: "UploadsList[]" },
        succeededJobs: { call: "ListJobs", with: { statuscode: "Succeeded" }, each: "Job", path: "JobList[]" },
      },
    },
  },
};
