metadata description = 'Puts the package into the function app. Deploy it after the app, its settings, its container and its role assignments exist: the host reads the package with its own identity.'

@description('Azure region of the function app.')
param location string

@description('Function app that takes the package.')
param functionAppName string

@description('Address of the package. Azure fetches it without a token, and takes only a file named released-package.zip.')
@secure()
param packageUri string

// The name is written whole, not with `parent`: Bicep has no type for this extension. A copy into the container alone deploys nothing.
resource deploy 'Microsoft.Web/sites/extensions@2022-09-01' = {
  name: '${functionAppName}/onedeploy'
  location: location
  properties: {
    packageUri: packageUri
    remoteBuild: false
  }
}
