using Fw24.Integration.Tests.Harness;
using Fw24.Integration.Tests.Tables;

namespace Fw24.Integration.Tests.Servers;

/// <summary>Deletes whose audit record names who deleted, on DynamoDB Local.</summary>
[Trait("Category", "Server")]
public sealed class LocalAttributedDeleteTests(DynamoDbLocal dynamoDb) : AttributedDeleteTests(dynamoDb);
