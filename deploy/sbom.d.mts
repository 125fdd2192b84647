/** What of npm's lock file (version 3) is read here. */
export interface LockFile {
  name: string;
  version: string;
  packages: Record<string, LockedPackage>;
}

interface LockedPackage {
  version?: string;
  license?: string;
  integrity?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** A software bill of materials in CycloneDX 1.6. */
export interface Sbom {
  bomFormat: "CycloneDX";
  specVersion: "1.6";
  version: 1;
  metadata: { component: { type: "application"; "bom-ref": string; name: string; version: string } };
  components: SbomComponent[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

export interface SbomComponent {
  type: "library";
  "bom-ref": string;
  name: string;
  version: string;
  purl: string;
  hashes?: { alg: string; content: string }[];
  licenses?: ({ license: { id: string } } | { expression: string })[];
}

/** Packages that the built app carries although package.json lists them for development: the service worker's. */
export const carriedForDevelopment: readonly string[];

/**
 * Everything that the built app is made from and brings along, read from the lock file: the same bytes for the same
 * lock file, so without a date or a serial number. Throws when the lock file does not hold what it names.
 */
export function sbomOf(lock: LockFile): Sbom;
