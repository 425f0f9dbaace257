// The telemetry channel: the server only wants the name to exist.
export class AppInsightsCore {}
