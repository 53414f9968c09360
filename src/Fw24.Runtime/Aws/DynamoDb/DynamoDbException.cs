using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace Fw24.Aws.DynamoDb;

/// <summary>An error of DynamoDB with its body, which may contain the stored item or the reasons why a transaction was cancelled.</summary>
/// <param name="error">The error.</param>
/// <param name="body">The body.</param>
internal sealed class DynamoDbException(AmazonServiceException error, ReadOnlyMemory<byte> body)
    : AmazonDynamoDBException(error.Message, error.InnerException, error.ErrorType, error.ErrorCode, error.RequestId, error.StatusCode)
{
    /// <summary>Indicates whether the condition of a write did not hold.</summary>
    public bool IsConditionFailure => ErrorCode is "ConditionalCheckFailedException";

    /// <summary>The stored item, if the request asked for it and it exists; otherwise absent.</summary>
    public ItemImage Item => DynamoDbResponse.Read(body).Item;

    /// <summary>Indicates whether a transaction was canceled.</summary>
    public bool IsCancellation => ErrorCode is "TransactionCanceledException";

    /// <summary>The reasons why a transaction was canceled, one for each of its actions.</summary>
    public IReadOnlyList<(string Code, ItemImage Item)> Reasons => DynamoDbResponse.Read(body).CancellationReasons;
}
