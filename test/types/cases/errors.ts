import { ClientError, client } from "tucuxi";
import { InvalidObjectState, NoSuchKey, type S3Errors } from "tucuxi/s3";

const s3 = client("s3");
try {
  await s3.getObject({ Bucket: "b", Key: "k" });
} catch (error) {
  error.code; //! 'error' is of type 'unknown'
  if (error instanceof NoSuchKey) {
    error.name satisfies "NoSuchKey";
    error.$metadata.attempts satisfies number;
  } else if (error instanceof InvalidObjectState) {
    error.data.StorageClass satisfies string | undefined;
    error.data.Nothing; //! 'Nothing' does not exist
  } else if (error instanceof s3.exceptions.NoSuchBucket) {
    error.name satisfies "NoSuchBucket";
  } else if (error instanceof ClientError) {
    error.code satisfies string;
    error.$fault satisfies "client" | "server";
  }
}

const handle = (error: S3Errors["getObject"]) => {
  switch (error.name) {
    case "NoSuchKey":
      return 404;
    case "InvalidObjectState":
      return error.data.AccessTier ?? 403;
    case "NoSuchBuckt": //! not comparable
      return 500;
  }
};

export { handle };
