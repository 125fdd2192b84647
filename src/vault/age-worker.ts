import "../domain/zod-config.ts";
import { serveFiles } from "./age-service.ts";

serveFiles(self);
