using Amazon.CDK;
using Fw24;

namespace Shop.Infra;

[InfrastructureStack]
public sealed partial class ShopStack : Stack
{
    partial void Extend() => Annotations.Of(this).AcknowledgeWarning("fw24:alarm-topic", "It is built and never deployed.");
}
