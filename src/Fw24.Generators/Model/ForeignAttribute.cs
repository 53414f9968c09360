namespace Fw24.Generators.Model;

/// <summary>An attribute of another library, which that library reads and Fw24 does not.</summary>
/// <param name="Written">Its name as it is written: <c>JsonIgnore</c>.</param>
/// <param name="Meaning">What it says there.</param>
/// <param name="Value">A name that it states, or what to do instead; empty for neither.</param>
internal sealed record ForeignAttribute(string Written, ForeignMeaning Meaning, string Value = "")
{
    /// <summary>Whether it speaks of DynamoDB, and so comes before others.</summary>
    public bool IsOfDynamoDb => Written.StartsWith("DynamoDB", StringComparison.Ordinal);
}
