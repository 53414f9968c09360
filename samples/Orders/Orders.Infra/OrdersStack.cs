using Amazon.CDK;
using Fw24;

namespace Orders.Infra;

/// <summary>The sample's infrastructure: all of it comes from the attributes of its entities and handlers.</summary>
[InfrastructureStack]
public sealed partial class OrdersStack : Stack;
