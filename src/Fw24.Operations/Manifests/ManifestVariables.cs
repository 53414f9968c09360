using System.Text.Json;

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
        => ManifestText.Read(json, stage, manifest =>
        {
            var variables = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var function in manifest.GetProperty("functions").EnumerateArray())
            {
                foreach (var variable in function.GetProperty("environment").EnumerateObject())
                {
                    var value = variable.Value.ValueKind is JsonValueKind.String
                        ? variable.Value.GetString()
                        : ArnOf(variable.Value, queueArn);
                    if (value is null)
                    {
                        continue;
                    }

                    // The same for all functions.
                    var isShared = variable.Name is Fw24Variables.Stage or Fw24Variables.Tables;
                    var name = isShared
                        ? variable.Name
                        : FunctionEnvironment.NameFor(variable.Name, ManifestText.Text(function, "function"));
                    variables[name] = value;
                }
            }

            if (parkingQueueUrl is not null)
            {
                variables[Fw24Variables.ParkingQueueUrl] = parkingQueueUrl;
            }

            return variables;
        });

    // {"arnOf":{"topic":"orders-stream.fifo"}}
    private static string? ArnOf(JsonElement reference, string queueArn)
    {
        if (!reference.TryGetProperty("arnOf", out var arn)
            || queueArn.Split(':') is not ["arn", var partition, "sqs", var region, var account, _])
        {
            return null;
        }

        var resource = arn.EnumerateObject().Single();
        return resource.Name switch
        {
            "topic" => $"arn:{partition}:sns:{region}:{account}:{resource.Value.GetString()}",
            "table" => $"arn:{partition}:dynamodb:{region}:{account}:table/{resource.Value.GetString()}",
            _ => null,
        };
    }
}
