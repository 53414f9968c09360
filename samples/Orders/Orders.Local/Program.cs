using System.CommandLine;
using Orders;
using Orders.Local;
using Orders.Local.Commands;
using Orders.Local.Story;

var data = new Option<FileInfo>("--data") { Description = "The commands to replay: a JSON object a line. [default: the sample's own]", HelpName = "FILE" };
data.AcceptExistingOnly();
var seed = new Option<ulong>("--seed") { Description = "The embedded cloud's seed: the same seed gives the same run.", HelpName = "SEED", DefaultValueFactory = static _ => 42 };
var faults = new Option<ulong?>("--faults") { Description = "Injects duplicates, throttles, crashes and poison records; another number, other faults.", HelpName = "SEED" };
var manifest = new Option<FileInfo>("--manifest") { Description = "Runs what a manifest says is deployed: the fw24.manifest.json that the build of Orders.Infra writes.", HelpName = "FILE" };
manifest.AcceptExistingOnly();
var dynamoDb = Endpoint(
    "--dynamodb",
    "Writes to the tables of a DynamoDB endpoint and reads their streams, such as those of DynamoDB Local. "
    + "Everything downstream of them stays embedded.");
var messaging = Endpoint(
    "--messaging",
    "With --dynamodb: publishes, queues and stores large records at an endpoint of SNS, SQS and S3 on this machine, such as fauxqs. "
    + "Only the functions stay in this process.",
    isOfThisMachine: true);
var console = new Option<bool>("--console") { Description = "Serves a web console of the embedded cloud on this machine after the replay, until Ctrl+C." };

var root = new RootCommand("Replays two weeks of a shop's orders and shows what became of every change.")
{
    data, seed, faults, manifest, dynamoDb, messaging, console,
};
root.Validators.Add(result =>
{
    if (result.GetResult(dynamoDb) is not null && result.GetResult(faults) is not null)
    {
        result.AddError("--faults are injected into the embedded tables: they do not go with --dynamodb.");
    }

    if (result.GetResult(dynamoDb) is not null && result.GetResult(manifest) is not null && result.GetResult(messaging) is null)
    {
        result.AddError("--manifest says what the embedded tables are: it does not go with --dynamodb alone.");
    }

    if (result.GetValue(console) && result.GetResult(dynamoDb) is not null)
    {
        result.AddError("--console shows the embedded cloud: it does not go with --dynamodb.");
    }

    if (result.GetResult(messaging) is not null && result.GetResult(dynamoDb) is null)
    {
        result.AddError("--messaging takes what real streams report: it needs --dynamodb.");
    }
});
root.SetAction((arguments, cancellationToken) => OrdersProgram.RunAsync(
    new RunOptions
    {
        Data = arguments.GetValue(data) ?? RunOptions.SampleData,
        Seed = arguments.GetValue(seed),
        FaultSeed = arguments.GetValue(faults),
        Manifest = arguments.GetValue(manifest),
        DynamoDb = arguments.GetValue(dynamoDb),
        Messaging = arguments.GetValue(messaging),
        Console = arguments.GetValue(console),
    },
    cancellationToken));

var output = new Option<FileInfo>("--output") { Description = "The file to write.", HelpName = "FILE", Required = true };
var generate = new Command("generate", "Writes the commands that the sample comes with: the same bytes each time.") { output };
generate.SetAction(arguments =>
{
    using var file = arguments.GetRequiredValue(output).Create();
    CommandFile.Write(file, ShopStory.Tell(OrdersApp.Model));
});
root.Add(generate);

return await root.Parse(args).InvokeAsync();

static Option<Uri?> Endpoint(string name, string description, bool isOfThisMachine = false) => new(name)
{
    Description = description,
    HelpName = "URL",
    CustomParser = result =>
    {
        if (!Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            result.AddError($"{name} takes a URL such as http://127.0.0.1:8000, not '{result.Tokens[0].Value}'.");
            return null;
        }

        if (isOfThisMachine && !url.IsLoopback)
        {
            result.AddError($"{name} replaces topics and queues of the sample's names, so it takes an endpoint on this machine.");
            return null;
        }

        return url;
    },
};
