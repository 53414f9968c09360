namespace Fw24.Integration.Tests.Harness;

/// <summary>dynalite: DynamoDB's tables without streams.</summary>
public sealed class Dynalite() : NodeServer("dynalite");
