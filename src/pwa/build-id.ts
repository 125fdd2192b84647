declare const __BUILD__: string;

/** The version and commit this app was built from. Two builds of one commit have the same id. */
export const buildId: string = __BUILD__;
