import js from "@eslint/js";
import { importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", "out/", "node_modules/", "settings/generated/"] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    plugins: { "import-x": importX },
    rules: {
      "max-lines": ["error", { max: 250 }],
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "separate-type-imports" },
      ],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "import-x/no-duplicates": "error",
      "no-console": "error",
      eqeqeq: "error",
      "prefer-const": "error",
    },
  },
  { files: ["cli/**/*.ts", "scripts/**/*"], rules: { "no-console": "off" } },
  {
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-explicit-any": "off",
      "max-lines": "off",
    },
  },
  {
    files: ["forecast/report/page/*.js"],
    languageOptions: {
      globals: {
        HTMLElement: "readonly",
        HTMLSelectElement: "readonly",
        Option: "readonly",
        ResizeObserver: "readonly",
        addEventListener: "readonly",
        document: "readonly",
        getComputedStyle: "readonly",
        matchMedia: "readonly",
        uPlot: "readonly",
      },
    },
    rules: { eqeqeq: "error", "prefer-const": "error", "no-console": "error" },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        URL: "readonly",
        performance: "readonly",
      },
    },
  },
);
