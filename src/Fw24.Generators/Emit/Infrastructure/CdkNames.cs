namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Maps settings to the names that AWS uses.</summary>
internal static class CdkNames
{
    public static string ViewType(StreamViewType type) => type switch
    {
        StreamViewType.NewImage => "NEW_IMAGE",
        StreamViewType.OldImage => "OLD_IMAGE",
        StreamViewType.KeysOnly => "KEYS_ONLY",
        _ => "NEW_AND_OLD_IMAGES",
    };

    public static string Projection(IndexProjection projection) => projection switch
    {
        IndexProjection.KeysOnly => "KEYS_ONLY",
        IndexProjection.Include => "INCLUDE",
        _ => "ALL",
    };

    public static string StartingPosition(StreamStartingPosition position) => position is StreamStartingPosition.Latest ? "LATEST" : "TRIM_HORIZON";

    public static string BillingMode(BillingMode mode) => mode is Fw24.BillingMode.Provisioned ? "PROVISIONED" : "PAY_PER_REQUEST";

    /// <summary>Gets the filter that keeps a table's audit records out of its stream processor.</summary>
    /// <param name="key">The partition key's attribute, a string.</param>
    public static string AuditFilter(string key)
        => """{"dynamodb":{"Keys":{"KEY":{"S":[{"anything-but":{"prefix":"AUDIT#"}}]}}}}""".Replace("KEY", key.Replace("\\", "\\\\").Replace("\"", "\\\""));
}
