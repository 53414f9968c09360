namespace Fw24;

/// <summary>Marks the partial class, derived from <c>Amazon.CDK.Stack</c>, that receives the app's infrastructure.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class InfrastructureStackAttribute : Attribute;
