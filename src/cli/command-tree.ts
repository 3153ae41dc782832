import type { Command } from './command.ts';
import { DECLARATIONS } from './declarations/all.ts';
import type { DeclarationsByName } from './declarations/all.ts';
import type { CommandRun } from './declarations/declaration.ts';

const LOADERS: {
  readonly [Name in keyof DeclarationsByName]: () => Promise<CommandRun<DeclarationsByName[Name]>>;
} = {
  validate: async () => (await import('./validate.ts')).runValidate,
  lsp: async () => (await import('./lsp.ts')).runLsp,
  'incident open': async () => (await import('./incident.ts')).runIncidentOpen,
  'incident update': async () => (await import('./incident.ts')).runIncidentUpdate,
  'incident resolve': async () => (await import('./incident.ts')).runIncidentResolve,
  'incident disclose': async () => (await import('./incident.ts')).runIncidentDisclose,
  'incident withdraw': async () => (await import('./incident.ts')).runIncidentWithdraw,
  'incident merge': async () => (await import('./incident.ts')).runIncidentMerge,
  'incident correct': async () => (await import('./incident.ts')).runIncidentCorrect,
  'incident list': async () => (await import('./incident.ts')).runIncidentList,
  'incident publish': async () => (await import('./incident.ts')).runIncidentPublish,
  'incident schedule': async () => (await import('./incident.ts')).runIncidentSchedule,
  'incident drill': async () => (await import('./incident.ts')).runIncidentDrill,
  'policy new': async () => (await import('./policy.ts')).runPolicyNew,
  'policy show': async () => (await import('./policy.ts')).runPolicyShow,
  'policy try': async () => (await import('./policy.ts')).runPolicyTry,
  deadlines: async () => (await import('./deadlines.ts')).runDeadlines,
  'on-call': async () => (await import('./on-call.ts')).runOnCall,
  notify: async () => (await import('./notify.ts')).runNotify,
  compliance: async () => (await import('./compliance.ts')).runCompliance,
  'alerts ingest': async () => (await import('./alerts-ingest.ts')).runAlertsIngest,
  'alerts serve': async () => (await import('./alerts-serve.ts')).runAlertsServe,
  'forms generate': async () => (await import('./forms-generate.ts')).runFormsGenerate,
  'forms handle': async () => (await import('./forms-handle.ts')).runFormsHandle,
  'forms announce': async () => (await import('./forms-handle.ts')).runFormsAnnounce,
  'pr check': async () => (await import('./pr.ts')).runPrCheck,
  'pr comment': async () => (await import('./pr.ts')).runPrComment,
  'pr merge': async () => (await import('./pr.ts')).runPrMerge,
  'pr preview': async () => (await import('./pr.ts')).runPrPreview,
  'pr comment-preview': async () => (await import('./pr.ts')).runPrCommentPreview,
  'pr propose-template': async () => (await import('./pr.ts')).runPrProposeTemplate,
  'postmortem open': async () => (await import('./postmortem.ts')).runPostmortemOpen,
  'postmortem summary': async () => (await import('./postmortem.ts')).runPostmortemSummary,
  'postmortem mark-ready': async () => (await import('./postmortem.ts')).runPostmortemMarkReady,
  'postmortem mark-sent': async () => (await import('./postmortem.ts')).runPostmortemMarkSent,
  'postmortem approvals': async () => (await import('./postmortem.ts')).runPostmortemApprovals,
  'postmortem follow-up': async () => (await import('./postmortem.ts')).runPostmortemFollowUp,
  build: async () => (await import('./build.ts')).runBuild,
  dev: async () => (await import('./dev.ts')).runDev,
  publish: async () => (await import('./publish.ts')).runPublish,
  rollback: async () => (await import('./rollback.ts')).runRollback,
  init: async () => (await import('./init.ts')).runInit,
  upgrade: async () => (await import('./init.ts')).runUpgrade,
  doctor: async () => (await import('./doctor.ts')).runDoctor,
  import: async () => (await import('./import.ts')).runImport,
  export: async () => (await import('./export.ts')).runExport,
  secrets: async () => (await import('./secrets.ts')).runSecrets,
  'wording learn': async () => (await import('./wording-learn.ts')).runWordingLearn,
  'wording eval': async () => (await import('./wording-eval.ts')).runWordingEval,
  'generate schemas': async () => (await import('./generate.ts')).runGenerateSchemas,
  'generate codeowners': async () => (await import('./generate.ts')).runGenerateCodeowners,
  'generate cli-reference': async () => (await import('./generate.ts')).runGenerateCliReference,
  completion: async () => (await import('./completion.ts')).runCompletion,
  complete: async () => (await import('./completion.ts')).runComplete,
};

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = DECLARATIONS.map((declaration) => ({
  declaration,
  load: LOADERS[declaration.name] as Command['load'],
}));
