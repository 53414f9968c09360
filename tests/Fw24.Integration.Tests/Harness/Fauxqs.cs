namespace Fw24.Integration.Tests.Harness;

/// <summary>fauxqs: SNS, SQS and S3 over their real protocols.</summary>
public sealed class Fauxqs() : NodeServer("fauxqs");
