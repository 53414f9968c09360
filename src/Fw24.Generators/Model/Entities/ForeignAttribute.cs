namespace Fw24.Generators.Model.Entities;

/// <summary>An attribute of another library, which Fw24 ignores.</summary>
/// <param name="Written">Its name as written: <c>JsonIgnore</c>.</param>
/// <param name="Meaning">Its meaning in that library.</param>
/// <param name="Value">The name it gives, or the alternative to use here; otherwise empty.</param>
internal sealed record ForeignAttribute(string Written, ForeignMeaning Meaning, string Value = "")
{
    /// <summary>Indicates whether it is DynamoDB-specific, and so takes precedence over others.</summary>
    public bool IsOfDynamoDb => Written.StartsWith("DynamoDB", StringComparison.Ordinal);
}
