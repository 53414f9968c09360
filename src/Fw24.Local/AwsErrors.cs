using System.Net;
using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace Fw24.Local;

/// <summary>The errors that AWS services return, as the SDK throws them.</summary>
internal static class AwsErrors
{
    /// <summary>DynamoDB rejects a request as invalid.</summary>
    public static AmazonDynamoDBException Validation(string message)
        => new(message, null, ErrorType.Sender, "ValidationException", "local", HttpStatusCode.BadRequest);

    /// <summary>A transaction has the token of another one.</summary>
    public static AmazonDynamoDBException TokenMismatch() => new(
        "A transaction with this ClientRequestToken was committed, and its actions were others.",
        null, ErrorType.Sender, "IdempotentParameterMismatchException", "local", HttpStatusCode.BadRequest);

    /// <summary>The table has no such index.</summary>
    public static AmazonDynamoDBException NoIndex(string index) => Validation($"The table does not have the specified index: {index}");

    /// <summary>The table does not exist.</summary>
    public static AmazonDynamoDBException NoTable(string table)
        => new($"Requested resource not found: Table: {table} not found", null, ErrorType.Sender, "ResourceNotFoundException", "local", HttpStatusCode.BadRequest);

    /// <summary>A service rejects a request.</summary>
    public static AmazonServiceException Refused(string code, string message)
        => new(message, null, ErrorType.Sender, code, "local", HttpStatusCode.BadRequest);

    /// <summary>A service throttles the caller.</summary>
    public static AmazonServiceException Throttled()
        => new("Rate exceeded", null, ErrorType.Sender, "ThrottlingException", "local", HttpStatusCode.BadRequest);

    /// <summary>DynamoDB denies an action that the function's role does not allow.</summary>
    public static AmazonDynamoDBException Denied(string function, string action, string table, string remedy)
        => new(
            $"The function {function} is not authorized to perform: dynamodb:{action} on the table {table}, because its role does not allow it. {remedy}",
            null, ErrorType.Sender, "AccessDeniedException", "local", HttpStatusCode.BadRequest);

    /// <summary>DynamoDB denies a query of an index that the function's role does not allow.</summary>
    public static AmazonDynamoDBException Denied(string function, string table, string index, bool holdsAuditRecords)
        => Denied(function, "Query", $"{table}/index/{index}", holdsAuditRecords
            ? "The index also holds the audit records that are kept among the table's items. Query the table or another index, or keep the "
                + "records in a table of their own (AuditTableName)."
            : "Declare the index with [GlobalIndex] on an entity of the table, and build the stack again.");

    /// <summary>A service denies an action that the caller has no permission for.</summary>
    public static AmazonServiceException Denied()
        => new("The caller is not authorized to perform this action.", null, ErrorType.Sender, "AccessDeniedException", "local", HttpStatusCode.BadRequest);

    /// <summary>A service fails, or its response is lost.</summary>
    public static AmazonServiceException Unavailable()
        => new("The service is not available. Try again.", null, ErrorType.Receiver, "ServiceUnavailable", "local", HttpStatusCode.ServiceUnavailable);
}
