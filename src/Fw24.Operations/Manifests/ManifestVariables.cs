using Fw24.Operations.Manifests.Resources;

namespace Fw24.Operations.Manifests;

/// <summary>
/// Reads the variables of an app's functions from its manifest, for a process that runs several of them: with the function's
/// name. Whatever the manifest
/// does not know, such as the names of buckets, is left out.
/// </summary>
internal static class ManifestVariables
{
    /// <summary>Reads the variables.</summary>
    /// <param name="json">The manifest.</param>
    /// <param name="stage">The stage, if the manifest leaves it open.</param>
    /// <param name="queueArn">The ARN of one of its queues, which names the partition, the region and the account.</param>
    /// <param name="parkingQueueUrl">The URL of the parking queue; <see langword="null"/> if there is none.</param>
    /// <returns>The variables, such as <c>FW24_TOPIC_ARN__ORDERS_STREAM</c>.</returns>
    /// <exception cref="InvalidDataException">The text is not a manifest of this version.</exception>
    public static IReadOnlyDictionary<string, string> Read(string json, string? stage, string queueArn, string? parkingQueueUrl)
    {
        var scope = AwsScope.Of(queueArn);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var function in ManifestApp.Read(json, stage).Functions)
        {
            foreach (var (variable, value) in function.Environment)
            {
                if (ValueOf(value, scope) is not { } text)
                {
                    continue;
                }

                // The same for all functions.
                var isShared = variable is Fw24Variables.Stage or Fw24Variables.Tables;
                variables[isShared ? variable : FunctionEnvironment.NameFor(variable, function.Function)] = text;
            }
        }

        if (parkingQueueUrl is not null)
        {
            variables[Fw24Variables.ParkingQueueUrl] = parkingQueueUrl;
        }

        return variables;
    }

    private static string? ValueOf(ManifestVariable variable, AwsScope? scope) => variable switch
    {
        { Text: { } text } => text,
        { Kind: "topic", Name: { } topic } => scope?.Topic(topic),
        { Kind: "table", Name: { } table } => scope?.Table(table),
        _ => null,
    };
}
