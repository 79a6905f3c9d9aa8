export { type Environment, expandTilde, fluxloopHome } from '../storage/home.js';
export {
  type ConfigurationWarning,
  type ParsedYaml,
  type ParseYamlOptions,
  parseYaml,
} from './parse-yaml.js';
export { type LoadedProject, loadProjectConfiguration, PROJECT_FILE } from './project-file.js';
export type {
  GateConfiguration,
  GenerationConfiguration,
  HttpRunner,
  JudgeConfiguration,
  OpenaiRunner,
  ProcessRunner,
  ProjectConfiguration,
  ProjectConfigurationInput,
  PythonRunner,
  SanitizationConfiguration,
} from './schema.js';
export { secretVariables } from './secret-variables.js';
export {
  USER_KEYS,
  type UserConfiguration,
  type UserKey,
  userConfiguration,
} from './user-configuration.js';
