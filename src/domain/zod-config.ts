import * as z from "zod/mini";

// Without this Zod probes `new Function`, which the content security policy reports as a violation.
z.config({ jitless: true });
