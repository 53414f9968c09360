using Amazon.CDK;
using Fw24;

namespace Orders.Infra;

/// <summary>The sample's infrastructure: all of it comes from the attributes of its entities and handlers.</summary>
[InfrastructureStack]
public sealed partial class OrdersStack : Stack
{
    partial void Extend() => Annotations.Of(this).AcknowledgeWarning("fw24:alarm-topic", "It is a sample: nobody is on call for it.");
}
