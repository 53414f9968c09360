using Fw24.Local.Functions;
using Fw24.Local.Resources;
using Fw24.Messages;

namespace Fw24.Local.Messaging;

/// <summary>The topics and queues of a cloud, and the mappings from queues to functions: its own, or those of an endpoint.</summary>
internal interface ICloudMessaging : IAsyncDisposable
{
    /// <summary>The endpoint; <see langword="null"/> if topics and queues are in this process.</summary>
    Uri? Endpoint { get; }

    /// <summary>The queues by name.</summary>
    IReadOnlyDictionary<string, IMessageQueue> Queues { get; }

    /// <summary>The content that is too large for a message.</summary>
    IClaimCheck Claims { get; }

    /// <summary>Returns the value that a variable of a function has here, where a resource may have another ARN or URL.</summary>
    string VariableOf(string variable, string value);

    /// <summary>Creates a function's access to a topic.</summary>
    /// <returns>The access; <see langword="null"/> if there is no such topic.</returns>
    IChangePublisher? PublisherOf(FunctionInstance instance, string topicArn);

    /// <summary>Finds a queue by its URL.</summary>
    IMessageQueue? QueueAt(string url);

    /// <summary>Passes the messages of a queue to a function.</summary>
    void Connect(QueueMappingResource mapping, FunctionRunner function);

    /// <summary>Makes sure that polled queues are empty before the cloud is idle.</summary>
    void Rearm();
}
