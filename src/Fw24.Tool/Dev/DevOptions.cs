namespace Fw24.Tool.Dev;

/// <summary>The settings of a session.</summary>
/// <param name="Folder">The folder of its state.</param>
/// <param name="Port">The console's port; 0 for a free one.</param>
/// <param name="DynamoDb">The endpoint of the tables; <see langword="null"/> for embedded ones.</param>
/// <param name="Messaging">The endpoint of topics and queues; <see langword="null"/> for embedded ones.</param>
internal sealed record DevOptions(string Folder, int Port, Uri? DynamoDb = null, Uri? Messaging = null)
{
    /// <summary>The file of what the session knows.</summary>
    public string File => Path.Combine(Folder, "state.json");

    /// <summary>The folder of DynamoDB Local's tables.</summary>
    public string TablesFolder => Path.Combine(Folder, "dynamodb");
}
