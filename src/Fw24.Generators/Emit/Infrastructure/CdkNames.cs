namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>AWS's names of settings.</summary>
internal static class CdkNames
{
    public static string ViewType(StreamViewType type) => type switch
    {
        StreamViewType.NewImage => "NEW_IMAGE",
        StreamViewType.OldImage => "OLD_IMAGE",
        StreamViewType.KeysOnly => "KEYS_ONLY",
        _ => "NEW_AND_OLD_IMAGES",
    };

    public static string StartingPosition(StreamStartingPosition position) => position is StreamStartingPosition.Latest ? "LATEST" : "TRIM_HORIZON";

    public static string BillingMode(BillingMode mode) => mode is Fw24.BillingMode.Provisioned ? "PROVISIONED" : "PAY_PER_REQUEST";

    /// <summary>The filter that keeps audit records of a table out of its own stream processor.</summary>
    /// <param name="key">The partition key's attribute, a string.</param>
    public static string AuditFilter(string key)
        => """{"dynamodb":{"Keys":{"KEY":{"S":[{"anything-but":{"prefix":"AUDIT#"}}]}}}}""".Replace("KEY", key.Replace("\\", "\\\\").Replace("\"", "\\\""));
}
