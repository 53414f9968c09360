using System.Text;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Fw24.Aws.Client.Forms;

namespace Fw24.Aws.Client;

/// <summary>A service with the AWS Query protocol, whose responses are read as XML without namespaces.</summary>
/// <param name="service">The service.</param>
/// <param name="configure">Changes the client's settings.</param>
internal sealed class QueryService(AwsService service, Action<ClientConfig>? configure) : IDisposable
{
    private readonly Lazy<AwsQueryClient> _client = new(() => new AwsQueryClient(new AwsServiceConfig(service, configure)));

    /// <summary>Calls an operation.</summary>
    /// <param name="action">The operation's name.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The element of the result, such as <c>DescribeStacksResult</c>.</returns>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    /// <exception cref="XmlException">The response is not one of the operation.</exception>
    public async Task<XElement> CallAsync(
        string action, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken)
    {
        using var form = new FormWriter(1024);
        form.WriteName("Action="u8);
        form.WriteValue(action);
        form.WriteName("&Version="u8);
        form.WriteValue(service.Version);
        foreach (var (name, value) in parameters)
        {
            form.WriteName(Encoding.ASCII.GetBytes($"&{name}="));
            form.WriteValue(value);
        }

        return ResultOf(action, await _client.Value.CallAsync(form, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Calls an operation for each page of its list.</summary>
    /// <param name="action">The operation's name.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The elements of the results.</returns>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    /// <exception cref="XmlException">A response is not one of the operation.</exception>
    public async Task<IReadOnlyList<XElement>> CallPagesAsync(
        string action, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken)
    {
        List<XElement> pages = [];
        var tokens = new PageTokens();
        var more = parameters;
        while (true)
        {
            var page = await CallAsync(action, more, cancellationToken).ConfigureAwait(false);
            pages.Add(page);
            if (page.Element("NextToken")?.Value is not { Length: > 0 } token)
            {
                return pages;
            }

            if (!tokens.TryAdd(token))
            {
                throw new XmlException($"The pages of {action} do not end.");
            }

            more = [.. parameters, new("NextToken", token)];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private static XElement ResultOf(string action, ReadOnlyMemory<byte> response)
    {
        using var xml = XmlReader.Create(new MemoryStream(response.ToArray()));
        var root = XElement.Load(xml);
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return root.Element($"{action}Result") ?? throw new XmlException($"The response of {action} has no result.");
    }
}
