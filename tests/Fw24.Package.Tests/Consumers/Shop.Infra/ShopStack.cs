using Amazon.CDK;
using Fw24;

namespace Shop.Infra;

[InfrastructureStack]
public sealed partial class ShopStack : Stack;
