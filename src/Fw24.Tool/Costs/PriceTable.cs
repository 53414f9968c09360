namespace Fw24.Tool.Costs;

/// <summary>
/// List prices in US dollars, without free tiers, discounts and taxes. A file of JSON may replace them for another region.
/// </summary>
internal sealed record PriceTable
{
    /// <summary>The region and the date of the prices.</summary>
    public string Of { get; init; } = "us-east-1, list prices as of June 2026";

    /// <summary>A million requests of Lambda ("AWS Lambda pricing").</summary>
    public decimal LambdaRequests { get; init; } = 0.20m;

    /// <summary>A GB-second of Lambda on x86 ("AWS Lambda pricing", first tier).</summary>
    public decimal LambdaGigabyteSecondX86 { get; init; } = 0.0000166667m;

    /// <summary>A GB-second of Lambda on Arm ("AWS Lambda pricing", first tier).</summary>
    public decimal LambdaGigabyteSecondArm { get; init; } = 0.0000133334m;

    /// <summary>A million publish requests to standard topics, each of up to 64 KB ("Amazon SNS pricing").</summary>
    public decimal SnsPublishes { get; init; } = 0.50m;

    /// <summary>A million publish requests to FIFO topics ("Amazon SNS pricing").</summary>
    public decimal SnsFifoPublishes { get; init; } = 0.30m;

    /// <summary>A GB published to FIFO topics ("Amazon SNS pricing").</summary>
    public decimal SnsFifoPublishedGigabyte { get; init; } = 0.017m;

    /// <summary>A million messages that FIFO topics deliver to queues ("Amazon SNS pricing").</summary>
    public decimal SnsFifoDeliveries { get; init; } = 0.01m;

    /// <summary>A GB that FIFO topics deliver ("Amazon SNS pricing").</summary>
    public decimal SnsFifoDeliveredGigabyte { get; init; } = 0.001m;

    /// <summary>A million requests to standard queues, each of up to 64 KB ("Amazon SQS pricing").</summary>
    public decimal SqsRequests { get; init; } = 0.40m;

    /// <summary>A million requests to FIFO queues ("Amazon SQS pricing").</summary>
    public decimal SqsFifoRequests { get; init; } = 0.50m;

    /// <summary>A GB that CloudWatch Logs ingests ("Amazon CloudWatch pricing").</summary>
    public decimal LogsIngestedGigabyte { get; init; } = 0.50m;

    /// <summary>A month of an alarm of standard resolution ("Amazon CloudWatch pricing").</summary>
    public decimal AlarmMonth { get; init; } = 0.10m;

    /// <summary>A million write request units of DynamoDB ("Pricing for on-demand capacity", since November 2024).</summary>
    public decimal DynamoDbWrites { get; init; } = 0.625m;

    /// <summary>A million <c>PutObject</c> requests of S3 Standard ("Amazon S3 pricing").</summary>
    public decimal S3Writes { get; init; } = 5.00m;

    /// <summary>A million <c>GetObject</c> requests of S3 Standard ("Amazon S3 pricing").</summary>
    public decimal S3Reads { get; init; } = 0.40m;

    /// <summary>A million ECDSA signatures of KMS ("AWS KMS pricing").</summary>
    public decimal KmsSignatures { get; init; } = 15.00m;

    /// <summary>A month of a key of KMS ("AWS KMS pricing").</summary>
    public decimal KmsKeyMonth { get; init; } = 1.00m;

    /// <summary>Returns these prices if they say of what they are, and none is negative.</summary>
    /// <param name="file">The file that they are from.</param>
    /// <exception cref="ToolException">They do not, or one is.</exception>
    public PriceTable Checked(string file)
    {
        decimal[] all =
        [
            LambdaRequests, LambdaGigabyteSecondX86, LambdaGigabyteSecondArm, SnsPublishes, SnsFifoPublishes, SnsFifoPublishedGigabyte,
            SnsFifoDeliveries, SnsFifoDeliveredGigabyte, SqsRequests, SqsFifoRequests, LogsIngestedGigabyte, AlarmMonth, DynamoDbWrites,
            S3Writes, S3Reads, KmsSignatures, KmsKeyMonth,
        ];
        return Array.Exists(all, static price => price < 0) ? throw new ToolException($"{file} has a price below 0.")
            : Of == new PriceTable().Of ? throw new ToolException($"{file} does not say of which region and date it is: set \"of\".")
            : this;
    }
}
