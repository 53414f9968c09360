using Fw24.Integration.Tests.Harness;
using Fw24.Integration.Tests.Tables;

namespace Fw24.Integration.Tests.Servers;

/// <summary>Deletes whose audit record names who deleted, on the old DynamoDB Local.</summary>
[Trait("Category", "Server")]
[Collection(OldServer.Name)]
public sealed class OldAttributedDeleteTests(OldDynamoDbLocal dynamoDb) : AttributedDeleteTests(dynamoDb);
