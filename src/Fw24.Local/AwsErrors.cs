using System.Net;
using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace Fw24.Local;

/// <summary>The errors that AWS answers with, as the SDK throws them.</summary>
internal static class AwsErrors
{
    /// <summary>DynamoDB refuses a request as invalid.</summary>
    public static AmazonDynamoDBException Validation(string message)
        => new(message, null, ErrorType.Sender, "ValidationException", "local", HttpStatusCode.BadRequest);

    /// <summary>The table has no such index.</summary>
    public static AmazonDynamoDBException NoIndex(string index) => Validation($"The table does not have the specified index: {index}");

    /// <summary>There is no such table.</summary>
    public static AmazonDynamoDBException NoTable(string table)
        => new($"Requested resource not found: Table: {table} not found", null, ErrorType.Sender, "ResourceNotFoundException", "local", HttpStatusCode.BadRequest);

    /// <summary>A service refuses a request.</summary>
    public static AmazonServiceException Refused(string code, string message)
        => new(message, null, ErrorType.Sender, code, "local", HttpStatusCode.BadRequest);

    /// <summary>A service is asked too much at once.</summary>
    public static AmazonServiceException Throttled()
        => new("Rate exceeded", null, ErrorType.Sender, "ThrottlingException", "local", HttpStatusCode.BadRequest);

    /// <summary>DynamoDB refuses what a function's role does not allow.</summary>
    /// <param name="function">The function.</param>
    /// <param name="action">The action: <c>PutItem</c>.</param>
    /// <param name="table">The table.</param>
    /// <param name="remedy">What to do.</param>
    public static AmazonDynamoDBException Denied(string function, string action, string table, string remedy)
        => new(
            $"The function {function} is not authorized to perform: dynamodb:{action} on the table {table}, because its role does not allow it. {remedy}",
            null, ErrorType.Sender, "AccessDeniedException", "local", HttpStatusCode.BadRequest);

    /// <summary>A service refuses what the caller has no right to.</summary>
    public static AmazonServiceException Denied()
        => new("The caller is not authorized to perform this action.", null, ErrorType.Sender, "AccessDeniedException", "local", HttpStatusCode.BadRequest);

    /// <summary>A service fails, or its answer is lost.</summary>
    public static AmazonServiceException Unavailable()
        => new("The service is not available. Try again.", null, ErrorType.Receiver, "ServiceUnavailable", "local", HttpStatusCode.ServiceUnavailable);
}
