using System.CommandLine;
using Amazon.DynamoDBv2;
using Fw24.Aws;
using Fw24.Aws.Client;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Operations;
using Fw24.Operations.Manifests;
using Fw24.Tool.Apps;
using Fw24.Tool.Commands;

namespace Fw24.Tool.Failures;

/// <summary>
/// The options of a replay: the app whose functions run, the buckets that the manifest does not know, and the rate.
/// </summary>
internal sealed class ReplayOptions
{
    private readonly AppOptions _app = new();

    private readonly Option<string?> _claims = new("--claim-bucket")
    {
        Description = "The bucket of the data of large messages. [default: the variable FW24_CLAIM_BUCKET]",
        HelpName = "BUCKET",
    };

    private readonly Option<string[]> _failed = new("--failed-records")
    {
        Description = "The bucket of the records that a table's stream gave up on; repeat it for several tables.",
        HelpName = "TABLE=BUCKET",
    };

    /// <summary>Creates the options and adds them to a command.</summary>
    public static ReplayOptions AddTo(Command command)
    {
        var options = new ReplayOptions();
        foreach (var option in new Option[] { options._app.App, options._claims, options._failed })
        {
            command.Add(option);
        }

        options._failed.Validators.Add(static result =>
        {
            if (result.Tokens.Any(static token => token.Value.Split('=') is not [{ Length: > 0 }, { Length: > 0 }]))
            {
                result.AddError("--failed-records takes TABLE=BUCKET, such as products=orders-failedrecords-1a2b3c.");
            }
        });
        return options;
    }

    /// <summary>Creates the option that has changes handled again which are recorded as handled.</summary>
    public static Option<bool> CreateAgain() => new("--again")
    {
        Description = "Handles a change again that an [Idempotent] handler has recorded as handled.",
    };

    /// <summary>Loads the app that a command line names.</summary>
    public AppAssembly Load(ParseResult arguments) => _app.Load(arguments);

    /// <summary>Prepares the replay of an app's messages.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="console">The outputs.</param>
    /// <param name="app">The app.</param>
    /// <param name="options">The options that find the manifest.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<OpenReplay> OpenAsync(
        ParseResult arguments, ToolConsole console, AppAssembly app, ManifestOptions options, CancellationToken cancellationToken)
    {
        var (manifest, stage) = (options.Read(arguments), options.StageOf(arguments));
        var failed = BucketsOf(arguments, app.Model);
        var variables = await VariablesAsync(arguments, manifest, stage, cancellationToken).ConfigureAwait(false);
        var builder = await app.ConfigureAsync(cancellationToken).ConfigureAwait(false);
        builder.Environment = variables;
        return new OpenReplay(builder, variables, failed, console.Time);
    }

    // What is set in this process takes precedence over what the manifest says.
    private async Task<FunctionEnvironment> VariablesAsync(
        ParseResult arguments, string manifest, string? stage, CancellationToken cancellationToken)
    {
        var queues = FailureQueues.FromManifest(manifest, stage);
        using var sqs = new SqsFailureQueues(queues);
        var parking = queues.FirstOrDefault(static queue => queue.Kind is FailureQueueKind.Parking)?.Name;
        var known = queues is [var first, ..]
            ? ManifestVariables.Read(
                manifest,
                stage,
                await sqs.ArnOfAsync(first.Name, cancellationToken).ConfigureAwait(false),
                parking is null ? null : await sqs.UrlOfAsync(parking, cancellationToken).ConfigureAwait(false))
            : new Dictionary<string, string>();
        var claims = arguments.GetValue(_claims);

        // An emulator has tables in a region of its own; they are told apart by their names then.
        var isEmulated = new AmazonDynamoDBConfig().Complete().ServiceURL is not null;
        return new FunctionEnvironment(variable => variable is Fw24Variables.ClaimBucket && claims is not null
            ? claims
            : FunctionEnvironment.Process.Optional(variable)
                ?? (isEmulated && variable.StartsWith(Fw24Variables.TableArn, StringComparison.Ordinal)
                    ? null
                    : known.GetValueOrDefault(variable)));
    }

    private Dictionary<string, IClaimCheck> BucketsOf(ParseResult arguments, AppModel model)
    {
        var buckets = new Dictionary<string, IClaimCheck>(StringComparer.Ordinal);
        foreach (var pair in arguments.GetValue(_failed) ?? [])
        {
            var (table, bucket) = pair.Split('=') is [var left, var right] ? (left, right) : (pair, "");
            buckets[table] = model.Tables.Any(one => one.Name == table)
                ? new S3ClaimCheck(bucket)
                : throw new ToolException(
                    $"{model.Name} has no table {table}. Its tables are {string.Join(", ", model.Tables.Select(static one => one.Name))}.");
        }

        return buckets;
    }
}
